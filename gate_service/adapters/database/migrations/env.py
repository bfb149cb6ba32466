"""Run by Alembic: migrate over the connection that the caller opened."""

from alembic import context

from gate_service.adapters.database.tables_customs import TOKENS

context.configure(
    connection=context.config.attributes["connection"], target_metadata=TOKENS.metadata
)
with context.begin_transaction():
    context.run_migrations()
