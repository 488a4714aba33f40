"""What competitions tell, once the transaction is committed."""

from django.dispatch import Signal

competition_frozen = Signal()  # competition: Competition; its places are final
