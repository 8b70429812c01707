# What takes the place of one side of a program that is server and client in one: see `Pair.with_netcat_server`.
exec nc "$@"
