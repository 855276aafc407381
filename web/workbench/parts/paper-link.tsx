interface PaperLinkProps {
  readonly of: { readonly id: string; readonly label: string; readonly reading: 'open' | 'withPurpose' | 'closed' };
}

/** Opens a paper in a tab of its own, for those who read it; whoever needs a purpose each time reads it for the audit. */
export function PaperLink({ of: { id, label, reading } }: PaperLinkProps) {
  const purpose = reading === 'withPurpose' ? '?purpose=audit' : '';
  return reading === 'closed' ? (
    label
  ) : (
    <a href={`/api/v1/files/${id}${purpose}`} target="_blank" rel="noreferrer">
      {label}
    </a>
  );
}
