import { answer, client, type Schemas } from './client';

export const changeUnit = (id: string, body: Schemas['UnitChange']) =>
  answer(client.PUT('/organisation/units/{id}', { params: { path: { id } }, body }));
