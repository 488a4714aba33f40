"""What exams tell, once the transaction is committed."""

from django.dispatch import Signal

attempt_graded = Signal()  # grading: Grading; of a sitting that was handed in or graded again
results_released = Signal()  # exam: Exam; its workers may see their results from now on
make_up_closed = Signal()  # make_up: MakeUp; nobody sits it any more
sittings_voided = Signal()  # exam: Exam, workers: [id]; sittings of theirs count no more
exam_regraded = Signal()  # correction: Correction; every sitting that it touches was graded anew
exam_closed = Signal()  # exam: Exam; nobody sits it any more
ten_done = Signal()  # ten: DailyTen, day: date; its last question was answered on that day
bonus_touched = Signal()  # sheets: [UUID] of main sheets, noted: datetime; something they rest on is otherwise
