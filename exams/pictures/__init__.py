"""Pictures of questions: made small, tied to versions, shown to those who may see them."""
