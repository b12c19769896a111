"""Rules about units: what a reference lacks, has twice or in another order."""
