/** An address of the law is a link; anything else stands as the model has it. */
export function LegalBasis({ basis }: { readonly basis: string }) {
  if (!/^https?:\/\//.test(basis)) return <>{basis}</>;
  return (
    <a className="cds--link" href={basis} rel="noreferrer" target="_blank">
      {basis.replace(/^https?:\/\//, '')}
    </a>
  );
}
