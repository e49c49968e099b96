# shellcheck shell=bash
# Shared by the launchers: finds or installs what they need, builds when the tree is newer than the build.
# Sourced, never run. Sets: root, java_home, java.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "gatehouse: $*"
  exit 1
}

# Major version of a JDK home, read from its release file so that no process is started.
jdk_major() {
  local line
  line=$(grep -m1 '^JAVA_VERSION=' "$1/release" 2>/dev/null) || return 1
  line=${line#JAVA_VERSION=\"}
  printf '%s' "${line%%[.\"+-]*}"
}

usable_jdk() {
  local major
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && major=$(jdk_major "$1") && [ "$major" -ge 25 ]
}

debian_codename() { (. /etc/os-release 2>/dev/null && printf '%s' "${VERSION_CODENAME:-}"); }

apt_install() {
  say "gatehouse: installing $* (Debian packages)"
  { [ -n "${apt_updated:-}" ] || apt-get update -qq; } >&2 && apt_updated=1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_jdk() {
  local candidate on_path
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-/nonexistent}" "${on_path:-/nonexistent}" /usr/lib/jvm/*; do
    if usable_jdk "$candidate"; then
      java_home=$candidate
      # shellcheck disable=SC2034 # for those who source this
      java=$java_home/bin/java
      return 0
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return 0
  if [ "$(id -u)" = 0 ] && [ "$(debian_codename)" = trixie ]; then
    apt_install openjdk-25-jdk-headless && find_jdk && return 0
  fi
  die "no JDK 25 found. Set JAVA_HOME to one, or install it:
  Debian trixie, Raspberry Pi OS:  sudo apt-get install openjdk-25-jdk-headless
  elsewhere (Debian bookworm has none):  unpack a Temurin 25 JDK below /usr/lib/jvm"
}

need_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt_install maven && return 0
  fi
  die "Maven (3.8.7 or newer) is not installed:  sudo apt-get install maven"
}

# Maven on the JDK found; quiet about what Maven's own Guava does.
maven() {
  (cd "$root" && JAVA_HOME=$java_home MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B "$@")
}

# The booth's AOT cache. The JVM leaves it aside by itself when it does not fit.
aot_cache=$root/gateway/booth/target/gatehouse.aot

# Makes it for what was just built. A booth starts without it too, only later.
train_booth() {
  local class_path
  rm -f "$aot_cache"
  class_path gateway/booth gatehouse-booth
  say "gatehouse: rehearsing a booth once, so that it starts quickly"
  "$java" "@$root/deploy-scripts/booth.jvm" -cp "$class_path" dev.gatehouse.booth.Gatehouse train --out "$aot_cache" >&2 ||
    say "gatehouse: no cache of a quick start was made, see above; the booth works without it"
}

# Builds module $1 (for instance gateway/booth) unless it is newer than every source.
build_module() {
  local stamp=$root/$1/target/built newer
  if [ -f "$stamp" ]; then
    newer=$(cd "$root" && find pom.xml proto firmware-bridge gateway -name target -prune -o -type f -newer "$stamp" -print -quit)
    [ -n "$newer" ] || return 0
  fi
  need_maven
  mkdir -p "$root/gateway/target"
  (
    flock 9
    if [ -f "$stamp" ]; then
      newer=$(cd "$root" && find pom.xml proto firmware-bridge gateway -name target -prune -o -type f -newer "$stamp" -print -quit)
      [ -n "$newer" ] || exit 0
    fi
    say "gatehouse: building (the first time this fetches libraries and takes a few minutes)"
    package gateway/booth,gateway/central
  ) 9>"$root/gateway/target/build.lock" || exit 1
}

# Builds modules $1 with booth and central, whose jars are new then: so is the booth's cache.
package() {
  local built
  touch "$root/gateway/target/build-started"
  maven -q -ntp -Dstyle.color=never -Dquick -Dspotless.check.skip=true -DskipTests package -pl "$1" -am >&2 ||
    die "the build failed, see above"
  train_booth
  for built in gateway/booth gateway/central; do
    touch -r "$root/gateway/target/build-started" "$root/$built/target/built"
  done
}

# Sets class_path to every jar of module $1, whose own jar is called $2, in an order that is always the same: an AOT cache
# is bound to it.
class_path() {
  local jar LC_ALL=C
  class_path=
  for jar in "$root/$1/target/lib/"*.jar; do class_path+=$jar:; done
  class_path+=$root/$1/target/$2-0.1.0-SNAPSHOT.jar
}

# Builds the proofs of module $1 (tests/system, tests/benchmarks) and everything they run.
build_proofs() {
  need_maven
  mkdir -p "$root/gateway/target"
  (
    flock 9
    say "gatehouse: building"
    package "$1,gateway/booth,gateway/central"
  ) 9>"$root/gateway/target/build.lock" || exit 1
}
