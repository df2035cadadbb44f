const key = (definitionId: string) => `model.${definitionId}`;

/** A changed model that is not deployed yet: survives a reload, not the sign-out. */
export const modelDrafts = {
  read: (definitionId: string) => sessionStorage.getItem(key(definitionId)) ?? undefined,
  keep: (definitionId: string, xml: string) => sessionStorage.setItem(key(definitionId), xml),
  forget: (definitionId: string) => sessionStorage.removeItem(key(definitionId)),
};
