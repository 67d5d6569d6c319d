"""Rules about visitors that both apps obey: client network, rate limits, access log, data inventory."""
