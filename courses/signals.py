"""What courses tell, once the transaction is committed."""

from django.dispatch import Signal

procedure_published = Signal()  # version: ProcedureVersion, replaced: ProcedureVersion | None
