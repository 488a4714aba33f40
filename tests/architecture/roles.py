"""Who asks for every address, and the name that no outsider may read."""

SECRET = "密不外传的职工"

EVERYBODY = frozenset(
    {
        "nobody",
        "worker",
        "neighbour_worker",
        "leader",
        "officer",
        "head",
        "neighbour_officer",
        "town",
        "neighbour_town",
        "bureau",
        "inspector",
        "curator",
    }
)
SIGNED_IN = EVERYBODY - {"nobody"}
AT_THE_DESK = SIGNED_IN - {"worker", "neighbour_worker"}
SEE_THE_ENTERPRISE = frozenset({"leader", "officer", "head", "town", "bureau", "inspector"})
WITH_A_REACH = SEE_THE_ENTERPRISE | {"neighbour_officer", "neighbour_town"}
TEACH_HERE = frozenset({"officer", "head", "town", "bureau"})
TEACH_SOMEWHERE = TEACH_HERE | {"neighbour_officer", "neighbour_town"}
NOBODY: frozenset[str] = frozenset()
