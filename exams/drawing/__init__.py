"""Drawing papers: what the banks hold comes in, papers go out. Pure: no database, no clock, no chance of its own."""
