"""The script: flow files read into a graph, and its checks. Knows nothing of Telegram, Redis, clocks."""
