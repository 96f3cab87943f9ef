#!/usr/bin/env bash
# ffprobe and ffmpeg 5.1 (Debian 12's) end with exit code 0 for the first half of an MP4 or a WebM, and ffprobe tells the
# whole duration, without a warning. For half of a fragmented MP4 it tells half the duration, and decoding finds nothing.
#
# Guessed: "ffprobe file && use it", or decoding it to nothing, finds a download that was cut. The duration stands in the
# header, which is in the first half; what is missing at the end is at most a line on standard error when it is decoded, and
# changes no exit code. -xerror finds the plain MP4 and neither of the others.
# Where it hurts: half a video passes the check after the download, and is published. Compare the length with Content-Length,
# or walk the boxes to their end; of a fragmented file that was cut between two fragments only the length can tell.
# Seen: 2026-11-28, Debian 12, ffmpeg 7:5.1.9-0+deb12u1 (another 5.1 is taken too; on others this may end otherwise).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if ! command -v ffprobe > /dev/null; then
  apt-get update -qq > apt.log
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ffmpeg >> apt.log
fi
ffprobe -version | sed -n '1s/^ffprobe version \([0-9]*\.[0-9]*\).*/ffprobe \1/p' > seen

picture='-f lavfi -i testsrc=size=320x180:rate=25 -t 8 -g 25'
ffmpeg -v error $picture -c:v libx264 -movflags +faststart plain.mp4
ffmpeg -v error $picture -c:v libx264 -movflags frag_keyframe+empty_moov fragmented.mp4
ffmpeg -v error $picture -c:v libvpx -b:v 200k video.webm
for file in plain.mp4 fragmented.mp4 video.webm; do
  bytes=$(stat -c %s "$file")
  head -c $((bytes / 2)) "$file" > "half-$file"
  if [ "$file" = fragmented.mp4 ]; then # the half ends where a fragment ends
    end=$(grep -abo moof "$file" | sed -n 5p)
    head -c $((${end%%:*} - 4)) "$file" > "half-$file"
  fi
  duration=$(ffprobe -v warning -show_entries format=duration -of csv=p=0 "half-$file" 2> said) && probe=0 || probe=$?
  ffmpeg -v quiet -i "half-$file" -f null - && decode=0 || decode=$?
  ffmpeg -v quiet -xerror -i "half-$file" -f null - && strict=0 || strict=$?
  echo "$file: of 8 s ffprobe sees $duration (exit code $probe, $(wc -l < said) warnings), decoding ends with $decode, with -xerror $strict"
done | tee -a seen

diff seen - <<'EXPECTED'
ffprobe 5.1
plain.mp4: of 8 s ffprobe sees 8.000000 (exit code 0, 0 warnings), decoding ends with 0, with -xerror 1
fragmented.mp4: of 8 s ffprobe sees 4.000000 (exit code 0, 0 warnings), decoding ends with 0, with -xerror 0
video.webm: of 8 s ffprobe sees 8.000000 (exit code 0, 0 warnings), decoding ends with 0, with -xerror 0
EXPECTED
echo "as stated"
