"""Who stands where: one way of counting for exams and competitions, from one of them to a whole campaign."""
