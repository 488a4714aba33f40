"""The tree of units, the people in it, what they may do, and the record of what was done."""

from organizations.models.archives import Archive, ArchiveState
from organizations.models.audit import AuditEntry, Outcome
from organizations.models.cards import SignInCard
from organizations.models.grants import Role, RoleGrant
from organizations.models.imports import FileImport, ImportState, RosterImport
from organizations.models.memberships import Employment, Membership
from organizations.models.posts import Post
from organizations.models.units import Industry, Unit, UnitKind
from organizations.models.users import User

__all__ = [
    "Archive",
    "ArchiveState",
    "AuditEntry",
    "Employment",
    "FileImport",
    "ImportState",
    "Industry",
    "Membership",
    "Outcome",
    "Post",
    "Role",
    "RoleGrant",
    "RosterImport",
    "SignInCard",
    "Unit",
    "UnitKind",
    "User",
]
