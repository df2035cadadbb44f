/** A request that does not fit its schema. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly findings: readonly { readonly path: string; readonly message: string }[];

  constructor(findings: readonly { readonly path: string; readonly message: string }[]) {
    super(findings.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.findings = findings;
  }
}
