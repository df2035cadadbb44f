import { Injectable } from '@nestjs/common';
import type { Language } from '@gaita/contracts';

/** A service for which a role may be held. */
export interface NamedService {
  readonly key: string;
  readonly names: { readonly [L in Language]?: string };
}

/** Where the catalogue of services, which stands above, says what there is; nothing while nobody did. */
@Injectable()
export class ServiceNames {
  private list: (institution: string) => Promise<readonly NamedService[]> = async () => [];

  register(list: (institution: string) => Promise<readonly NamedService[]>): void {
    this.list = list;
  }

  of(institution: string): Promise<readonly NamedService[]> {
    return this.list(institution);
  }
}
