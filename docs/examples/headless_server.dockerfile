# docker build -f headless_server.dockerfile -t headless_server . && docker run --rm -v world:/data headless_server
FROM python:3.13-slim
ARG STEAM_NODES=steam_nodes
RUN pip install --no-cache-dir "$STEAM_NODES" && useradd --system server && mkdir /data && chown server /data
WORKDIR /opt/headless_server
COPY headless_server.py example_options.py examples.toml ./
COPY icons ./icons
USER server
VOLUME /data
# The program itself is the first process, so the SIGTERM of `docker stop` reaches it; a shell in between would keep it.
CMD ["python", "headless_server.py", "--data", "/data"]
