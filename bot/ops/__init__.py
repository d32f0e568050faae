"""Operations: health, checks, backups, maintenance and the instance lock."""
