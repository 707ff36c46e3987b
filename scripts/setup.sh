#!/usr/bin/env bash
# Make .venv and install what is missing: scripts/setup.sh [extra of setup.cfg ...]
# Run again it does nothing, unless the dependencies in setup.cfg have changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# System packages, only as root and where there is apt; the log stays in $log.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "正在安装系统软件包：$*"
  { apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } >"$log" 2>&1 </dev/null && return 0
  tail -n 5 "$log" >&2
  return 1
}

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

# The first Python that is new enough; given a module list, that also has these.
find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidate" -c "$new_enough" 2>/dev/null && "$candidate" -c "${1:-pass}" 2>/dev/null; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

make_venv() {
  local python
  if ! find_python >/dev/null; then
    say "需要 Python 3.11 或更新的版本，这台电脑上没有找到。Debian 12 请运行：sudo apt-get install -y python3 python3-venv"
    return 1
  fi
  if ! python=$(find_python 'import venv, ensurepip'); then
    apt_install python3-venv || true
    if ! python=$(find_python 'import venv, ensurepip'); then
      say "Python 缺少 venv 模块。请运行：sudo apt-get install -y python3-venv，然后重试"
      return 1
    fi
  fi
  say "正在建立虚拟环境 .venv（$("$python" --version)）"
  rm -rf .venv
  if ! "$python" -m venv .venv >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -rf .venv
    say "虚拟环境没有建成，原因见上"
    return 1
  fi
}

install_dependencies() {
  local name stamp wanted
  name=$(IFS=+; echo "$*")
  stamp=.venv/installed-${name:-run}.txt
  wanted=$(.venv/bin/python scripts/requirements.py "$@")
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return 0
  say "正在安装 Python 依赖（首次约需一两分钟）"
  if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement /dev/stdin \
      <<<"$wanted" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    say "依赖没有装成，原因见上。请检查网络或 pip 的镜像设置，然后重试"
    return 1
  fi
  printf '%s\n' "$wanted" >"$stamp"
}

# A missing font spoils rendered pages only, so it never stops the work.
has_chinese_font() {
  if command -v fc-list >/dev/null; then
    [ -n "$(fc-list :lang=zh family)" ]
  else
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
      -type f -iregex '.*\(wqy\|cjk\|sim\(sun\|hei\|fang\|kai\)\|arphic\|uming\|ukai\|droidsansfallback\).*' \
      2>/dev/null)" ]
  fi
}

check_font() {
  [ "$(uname -s)" = Linux ] || return 0
  has_chinese_font || apt_install fontconfig fonts-wqy-microhei ||
    say "没有找到中文字体，预览和 PDF 会显示方框。请运行：sudo apt-get install -y fonts-wqy-microhei"
}

# Qt brings its own libraries but these; the second line is for a real screen.
qt_packages=(libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-shape0)
has_qt() { .venv/bin/python -c 'from PySide6 import QtWidgets, QtPrintSupport' 2>/dev/null; }

check_qt() {
  [ "$(uname -s)" = Linux ] || return 0
  [ -f .venv/qt-found ] && return 0
  if has_qt || { apt_install "${qt_packages[@]}" && has_qt; }; then
    touch .venv/qt-found
  else
    say "缺少窗口所需的系统库。请运行：sudo apt-get install -y ${qt_packages[*]}"
  fi
}

# Where Python may not write beside the program it would compile all of it at every start.
# What has not changed is left alone; a folder that cannot be written only makes the start slower.
compile_program() { .venv/bin/python -m compileall -q main.py model importers exporters cli gui >"$log" 2>&1 || true; }

.venv/bin/python -c "$new_enough" 2>/dev/null || make_venv
install_dependencies "$@"
compile_program
check_font
check_qt
