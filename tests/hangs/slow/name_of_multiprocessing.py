"""A manager's address is made up by multiprocessing, told to somebody, and used."""

from multiprocessing.connection import Client, Listener


def neighbour():
    with open("to_neighbour") as fifo:
        address = fifo.read()
    yield
    with Client(address, authkey=b"told") as client:
        client.send("late")


if __name__ == "__main__":
    with Listener(family="AF_UNIX", authkey=b"told") as listener:
        with open("to_neighbour", "w") as fifo:
            fifo.write(listener.address)
        with listener.accept() as connection:
            assert connection.recv() == "late"
