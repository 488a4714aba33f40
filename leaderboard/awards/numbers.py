"""Numbers of certificates of honour: like those of exams, and told apart from them by how they begin."""

from exams.certificates.numbers import Numbers

OF_AWARDS = Numbers("RY", folder="honours")
