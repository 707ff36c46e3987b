#!/usr/bin/env bash
# make dist-test: the packages of dist/ in a fresh Debian 11 without Python, as a clerk would use
# them. Needs root, debootstrap and what make dist has made. Ends with how many steps were right.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$root/build/dist-test
system=$work/debian11
suite=bullseye

[ "$(id -u)" = 0 ] || { echo "make dist-test 要用 root 运行" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "缺少 debootstrap：apt-get install debootstrap" >&2; exit 1; }
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$root/model/basics/version.py")
package=$root/dist/jibiao_${version}_amd64.deb
[ -f "$package" ] || { echo "没有 $package，先运行 make dist" >&2; exit 1; }

cleanup() {
  for place in dev proc; do mountpoint -q "$system/$place" && umount -l "$system/$place" || true; done
}
trap cleanup EXIT

# what a desktop of that age has: X, a window manager, a Chinese font; made once, copied each time
desk=(xvfb openbox xdotool x11-apps procps fonts-wqy-microhei xdg-utils shared-mime-info
  desktop-file-utils libglib2.0-bin)
if [ ! -f "$work/$suite.tar" ]; then
  mkdir -p "$work"
  cleanup
  rm -rf "$system"
  debootstrap --variant=minbase "$suite" "$system" >"$work/debootstrap.log"
  mount -t proc proc "$system/proc"
  mount --bind /dev "$system/dev"
  cp /etc/resolv.conf "$system/etc/resolv.conf"
  chroot "$system" apt-get update -qq
  chroot "$system" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends "${desk[@]}" >>"$work/debootstrap.log" 2>&1
  cleanup
  tar -C "$system" -cf "$work/$suite.tar" .
fi
cleanup
rm -rf "$system"
mkdir -p "$system"
tar -C "$system" -xf "$work/$suite.tar"
mount -t proc proc "$system/proc"
mount --bind /dev "$system/dev"
# the window manager brings a Python; the program must not see one
rm -f "$system"/usr/bin/python3*

trial=$system/trial
mkdir -p "$trial/in" "$trial/host"
cp "$here/inside.sh" "$trial/"
cp "$package" "$trial/jibiao.deb"
cp "$root"/assets/examples/* "$trial/in/"

# the version before: the same program under a lower number
previous=$work/previous
rm -rf "$previous"
dpkg-deb -R "$package" "$previous"
sed -i "s/^Version: .*/Version: 0.0.9/" "$previous/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$previous" "$trial/previous.deb" >/dev/null
rm -rf "$previous"

# what this computer's own Python writes of the same files
example=$root/assets/examples/wanglan-wenlv-2024.jxb
"$root/.venv/bin/python" "$root/main.py" export "$example" \
  --word "$trial/host/a.docx" --excel "$trial/host/a.xlsx" >/dev/null
"$root/.venv/bin/python" "$root/main.py" dump "$example" >"$trial/host/a.json"
(cd "$trial" && "$root/.venv/bin/python" "$root/main.py" check in/wanglan-wenlv-2024.jxb --json \
  >host/check.json) || true

status=0
chroot "$system" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LANG=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive VERSION="$version" bash /trial/inside.sh || status=$?
rm -rf "$work/pictures"
cp -r "$trial/pictures" "$work/pictures" 2>/dev/null || true
exit "$status"
