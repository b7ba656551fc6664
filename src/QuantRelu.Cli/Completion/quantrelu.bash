# Completion of quantrelu for bash:  source <(quantrelu completion bash)
_quantrelu() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} candidate
  line=${line#*[[:space:]]}
  COMPREPLY=()
  while IFS= read -r candidate; do
    # Options when one is begun; without any candidate bash offers files.
    if [[ $candidate != /* && $candidate == "$word"* && ( $candidate != -* || $word == -* ) ]]; then
      COMPREPLY+=("$candidate")
    fi
  done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _quantrelu quantrelu
