"""Cast and tally sealed ballots: permits, marks, keys, the ballot box."""
