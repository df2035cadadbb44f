import { Injectable } from '@nestjs/common';
import { Institutions } from '../../identity/index.ts';
import { shared } from '../../models/index.ts';
import { invalidRequest } from './camunda-error.ts';

/** Camunda's tenants are our institutions; what is `shared` or of the default institution has no tenant. */
@Injectable()
export class Tenants {
  constructor(private readonly institutions: Institutions) {}

  /** Gives the tenant id of an institution. */
  async reader(): Promise<(institution: string) => string | null> {
    const first = (await this.institutions.findDefault())?.id;
    return (institution) => (institution === shared || institution === first ? null : institution);
  }

  /** @throws CamundaError 400 for an institution that is not served here */
  async check(tenantId: string): Promise<string> {
    if (tenantId !== shared && !(await this.institutions.find(tenantId)))
      throw invalidRequest(`No tenant has the id ${tenantId}.`);
    return tenantId;
  }
}
