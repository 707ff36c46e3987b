#!/bin/sh
# 只为当前用户安装，不需要管理员：sh install.sh
# 再装一次就是更新；sh install.sh --remove 删除程序，设置、指标库和自己的文件都留着。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$HOME/.local/opt/jibiao
bin=$HOME/.local/bin
icons="16 24 32 48 64 128 256"

refresh() {
  if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
  if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications" >/dev/null 2>&1 || true; fi
}

if [ "${1:-}" = --remove ]; then
  rm -rf "$place"
  rm -f "$bin/jibiao" "$bin/jibiao-cli" "$data/applications/jibiao.desktop" "$data/mime/packages/jibiao.xml"
  for size in $icons; do rm -f "$data/icons/hicolor/${size}x$size/apps/jibiao.png"; done
  refresh
  echo "绩表已删除。设置、指标库和恢复副本还在 $data/jibiao，不再需要时可以自己删除。"
  exit 0
fi

mkdir -p "$(dirname "$place")" "$bin" "$data/applications" "$data/mime/packages"
if [ "$here" != "$place" ]; then
  # 先放在旁边，齐了再换：中途断电，原来的还在
  rm -rf "$place.new" "$place.old"
  cp -R "$here" "$place.new"
  if [ -e "$place" ]; then mv "$place" "$place.old"; fi
  mv "$place.new" "$place"
  rm -rf "$place.old"
fi
ln -sf "$place/jibiao" "$bin/jibiao"
ln -sf "$place/jibiao-cli" "$bin/jibiao-cli"
sed -e "s|@program@|\"$place/jibiao\"|" -e "s|@icon@|jibiao|" "$place/share/jibiao.desktop" >"$data/applications/jibiao.desktop"
sed -e "s|@icon@|jibiao|" "$place/share/jibiao.xml" >"$data/mime/packages/jibiao.xml"
for size in $icons; do
  mkdir -p "$data/icons/hicolor/${size}x$size/apps"
  cp "$place/assets/icons/app/app-$size.png" "$data/icons/hicolor/${size}x$size/apps/jibiao.png"
done
refresh
echo "绩表已装好：在应用菜单里找“绩表”，或者双击一个 .jxb 文件。"
echo "命令行是 $bin/jibiao-cli。"
