"""What tests do to the Neo4j server they share."""

from neo4j import GraphDatabase

from graph.stores.local_server import Running


def wipe(server: Running) -> None:
    """Delete all records; constraints and indexes stay."""
    with (
        GraphDatabase.driver(server.url, auth=(server.user, server.password)) as driver,
        driver.session(database="neo4j") as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()
