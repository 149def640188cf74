# The published image: the static program, its licences, nothing else. It is built before, by
# `.ci/image`, which puts it under dist/amd64 or dist/arm64: /bin/plimsoll, links to it called
# /bin/hadolint and /bin/check, and /licenses.
FROM scratch
ARG TARGETARCH
COPY dist/$TARGETARCH/ /
ARG VERSION
ARG REVISION
LABEL org.opencontainers.image.title="Plimsoll" \
      org.opencontainers.image.description="A linter for Dockerfiles and Compose files" \
      org.opencontainers.image.source="https://github.com/plimsoll-lint/plimsoll" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
WORKDIR /work
USER 65532:65532
# Nothing runs long enough to be asked.
HEALTHCHECK NONE
# No ENTRYPOINT: the first word is the name of a program, as `hadolint` and `check` are.
CMD ["/bin/plimsoll", "-"]
