#!/usr/bin/env bash
#SBATCH --job-name=quantrelu-sweep
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=02:00:00
#SBATCH --requeue
#
# An array of Slurm jobs, each of which computes a part of the sweep in shard.sh; the folder is that of the submission, shared by all nodes.
#
#   jobs=$(sbatch --parsable slurm.sh)
#   sbatch --dependency=afterok:$jobs --wrap "bash shard.sh"     # joins the parts and draws them
set -euo pipefail
exec bash "${SLURM_SUBMIT_DIR:-.}/shard.sh" "$SLURM_ARRAY_TASK_ID" "$SLURM_ARRAY_TASK_COUNT"
