"""The bundled demonstration dictionary: Oracle's sample schemas grown up, and an application full of oddities."""
