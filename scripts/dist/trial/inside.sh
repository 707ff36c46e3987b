#!/usr/bin/env bash
# Runs inside the Debian 11 of run.sh: install, use by hand and by keys, update, remove.
set -uo pipefail
cd /trial || exit
right=0
wrong=0
step() { # words, command...
  local words=$1
  shift
  if "$@" >"/trial/step.log" 2>&1; then
    right=$((right + 1))
    echo "成　$words"
  else
    wrong=$((wrong + 1))
    echo "败　$words"
    sed 's/^/　　/' /trial/step.log | tail -n 15
  fi
}
said() { grep -q -- "$1" /trial/step.log || { cat /trial/step.log; return 1; }; }

useradd -m clerk
clerk() { su clerk -c "cd /home/clerk && export LANG=C.UTF-8 DISPLAY=:7 QT_QPA_PLATFORM=xcb && $1"; }
cp -r in host /home/clerk/
chown -R clerk: /home/clerk

no_python() { ! command -v python3 && ! command -v python; }
install_previous() { apt-get install -y -qq --no-install-recommends ./previous.deb; }
step "这台电脑上没有 Python" no_python
step "安装上一个版本，缺的系统程序库一并装上" install_previous
step "--version" clerk "jibiao-cli --version"
step "layouts" clerk "jibiao-cli layouts"
example=in/wanglan-wenlv-2024.jxb

checked() { clerk "jibiao-cli check $example --json > c.json; true" && cmp /home/clerk/c.json host/check.json; }
dumped() { clerk "jibiao-cli dump $example > d.json" && cmp /home/clerk/d.json host/a.json; }
exported() {
  clerk "jibiao-cli export $example --word a.docx --excel a.xlsx" &&
    cmp /home/clerk/a.docx host/a.docx && cmp /home/clerk/a.xlsx host/a.xlsx
}
rolled() { clerk "jibiao-cli roll $example --year 2025 --output r.jxb" && clerk "jibiao-cli dump r.jxb | grep -c 2025"; }
collected() { clerk "mkdir -p all && cp $example all/a.jxb && jibiao-cli collect all --output all.xlsx" && [ -s /home/clerk/all.xlsx ]; }
library() { clerk "jibiao-cli library grow --db own.jbk all && jibiao-cli library search --db own.jbk 满意度" && [ -s /home/clerk/own.jbk ]; }
step "check 与本机相同" checked
step "dump 与本机相同" dumped
step "导出 Word、Excel，与本机逐字节相同" exported
step "新年度 roll" rolled
step "汇总 collect" collected
step "指标库 library" library
if command -v soffice >/dev/null; then
  read_doc() { clerk "soffice --headless --convert-to doc a.docx >/dev/null && jibiao-cli dump a.doc | grep -c 免费开放"; }
  step "用 LibreOffice 读 .doc" read_doc
fi

Xvfb :7 -screen 0 1366x768x24 -noreset >/dev/null 2>&1 &
sleep 1
su clerk -c "DISPLAY=:7 openbox" >/dev/null 2>&1 &
sleep 1
mkdir -p pictures
x() { clerk "xdotool $*"; }
await() { # name of a window
  for _ in $(seq 60); do
    x search --onlyvisible --name "$1" >/trial/windows 2>/dev/null && return 0
    sleep 0.5
  done
  return 1
}
picture() { DISPLAY=:7 xwd -silent -root -out "pictures/$1.xwd"; }
start() { # file
  clerk "nohup $1 >window.log 2>&1 &"
  await "$2"
}
ready() { x windowfocus --sync "$(head -1 /trial/windows)"; sleep 2; }
type_name() { # into the cell of 项目编码
  x mousemove 700 188 click 1; sleep 0.3
  x key F2; sleep 0.3
  x key End; x type --delay 40 "$1"; x key Return
  sleep 0.5
}
holds() { [ "$(clerk "jibiao-cli dump $1 2>/dev/null" | grep -c "$2")" != 0 ]; }

opened() {
  clerk "cp $example w.jxb"
  start "jibiao w.jxb" w.jxb && ready
  picture window
}
typed() { type_name zzq1 && x key ctrl+s && sleep 2 && holds w.jxb zzq1; }
killed() {
  type_name zzq2
  sleep 5
  pkill -9 -u clerk -x jibiao
  sleep 1
  ! holds w.jxb zzq2
}
recovered() {
  start "jibiao w.jxb" 恢复 || { picture recovery; return 1; }
  sleep 2
  picture recovery
  x key Return
  sleep 2
  await w.jxb && ready
  x key ctrl+s
  sleep 2
  holds w.jxb zzq2
}
printed() {
  x key ctrl+shift+p
  sleep 3
  # it asks whether what cannot be sent is to be exported all the same; then for a name
  x key Tab Return
  sleep 3
  x key ctrl+a
  x type --delay 40 /home/clerk/w.pdf
  x key Return
  for _ in $(seq 40); do
    [ -s /home/clerk/w.pdf ] && break
    sleep 0.5
  done
  picture pdf
  [ "$(head -c 5 /home/clerk/w.pdf)" = %PDF- ]
}
quit() { x key ctrl+q; sleep 2; ! pgrep -u clerk -x jibiao; }
step "窗口打开示例" opened
step "真实的按键写进一格并保存" typed
step "写了没有保存，进程被杀，文件还是上次保存的" killed
step "再打开，恢复没有保存的内容" recovered
step "导出 PDF" printed
step "退出" quit
associated() {
  clerk "gio info -a standard::content-type w.jxb" >/trial/step.log 2>&1
  said application/x-jibiao &&
    clerk "xdg-mime query default application/x-jibiao" >/trial/step.log 2>&1 && said jibiao.desktop
}
double_click() {
  clerk "nohup gio open w.jxb >/dev/null 2>&1 &"
  await w.jxb && ready && quit
}
step ".jxb 归绩表打开" associated
step "双击打开文件" double_click

before() { clerk "cd .local/share/jibiao && find . -type f | sort | grep -v lock" >/trial/before; [ -s /trial/before ]; }
upgraded() { apt-get install -y -qq --no-install-recommends ./jibiao.deb && dpkg-query -W -f '${Version}' jibiao | grep -q "$VERSION"; }
kept() { clerk "cd .local/share/jibiao && find . -type f | sort | grep -v lock" >/trial/after; diff /trial/before /trial/after; }
step "设置、指标库、备份在那里" before
step "升级" upgraded
step "升级以后都还在" kept
reopened() { start "jibiao w.jxb" w.jxb && ready && picture upgraded && quit; }
step "升级以后打开文件" reopened
purged() { apt-get purge -y -qq jibiao && [ ! -e /opt/jibiao ] && [ ! -e /usr/bin/jibiao ] && ! find /usr/share -name "*jibiao*" | grep .; }
step "删除程序，什么也不剩" purged
step "自己的文件和设置都留着" test -s /home/clerk/w.jxb -a -d /home/clerk/.local/share/jibiao
echo
echo "$right 步成功，$wrong 步失败"
[ "$wrong" = 0 ]
