"""What the apps above are told. Receivers run inside the sender's transaction unless the name says otherwise."""

from django.dispatch import Signal

enterprise_created = Signal()  # enterprise: Unit
unit_renamed = Signal()  # unit: Unit
role_granted = Signal()  # grant: RoleGrant
role_revoked = Signal()  # grant: RoleGrant
memberships_changed = Signal()  # enterprise_ids: frozenset[int]; sent when the transaction is committed
