# Completion of quantrelu for fish:  quantrelu completion fish | source
function __quantrelu_candidates
    set -l line (commandline --cut-at-cursor --current-process | string collect | string replace --regex '^\s*\S+\s' '')
    set -l candidates (quantrelu "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match --invert --regex '^/')
    if not string match --quiet -- '-*' (commandline --current-token)
        set candidates (string match --invert --regex '^-' -- $candidates)
    end
    printf '%s\n' $candidates
end
complete --command quantrelu --arguments '(__quantrelu_candidates)'
