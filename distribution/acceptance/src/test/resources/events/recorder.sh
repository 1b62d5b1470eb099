# Writes every event that it is sent to a file. A shell reads lines, and dd exactly so many bytes.
while true; do
    printf 'READY\n'
    IFS= read -r header || exit 0
    length=${header##*len:}
    printf '@%s\n' "$header" >> "$1"
    if [ "$length" -gt 0 ]; then
        dd bs=1 count="$length" 2> /dev/null >> "$1"
    fi
    printf '\n' >> "$1"
    printf 'RESULT 2\nOK'
done
