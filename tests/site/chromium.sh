#!/bin/sh
# Say where a Chromium is. Where there is none, install Debian's if that may be done here.
for name in "$CHROMIUM" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && exit 0
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo 'installing chromium' >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null &&
        command -v chromium && exit 0
fi
echo 'The site is tested in Chromium: install it, or name it with CHROMIUM=...' >&2
exit 1
