"""What hazards tell, once the transaction is committed."""

from django.dispatch import Signal

self_reported = Signal()  # worker: User, report: SelfReport; somebody has told of his own slip or of a near miss
self_report_taken_back = Signal()  # worker: User, report: SelfReport; he takes back what he told
