"""What courses tell, once the transaction is committed."""

from django.dispatch import Signal

study_completed = Signal()  # study: Study; its person took the page in himself, questions included
procedure_published = Signal()  # version: ProcedureVersion, replaced: ProcedureVersion | None
procedure_signed = Signal()  # reading: ProcedureReading; for the first time
