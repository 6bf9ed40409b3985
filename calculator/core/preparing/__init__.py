"""What to prepare: the checklist, forms, photos, texts and terms of working days."""
