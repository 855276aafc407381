interface PaperLinkProps {
  readonly of: { readonly id: string; readonly label: string; readonly reading: 'open' | 'withPurpose' | 'closed' };
}

/**
 * Opens a paper in a tab of its own, for those who read it; a person who needs a purpose each time reads it for the audit.
 * A link of the browser, unlike a file that is saved: content that the page fetched would run with the rights of our
 * origin in the tab, and be blocked as a pop-up. What is refused, the tab says.
 */
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
