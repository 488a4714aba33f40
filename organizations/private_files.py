"""Files that have no address of their own: only a view that asks who wants them hands them out."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    return storages["private"]
