#compdef quantrelu
# Completion of quantrelu for zsh:  source <(quantrelu completion zsh)
_quantrelu() {
  local line=${LBUFFER#*[[:space:]]}
  local -a candidates
  candidates=("${(@f)$(quantrelu "[suggest:${#line}]" "$line" 2>/dev/null)}")
  candidates=("${(@)candidates:#/*}")
  [[ $PREFIX == -* ]] || candidates=("${(@)candidates:#-*}")
  candidates=("${(@)candidates:#}")
  compadd -- "${candidates[@]}" || _files
}
compdef _quantrelu quantrelu
