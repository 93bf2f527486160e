import { answer, client, type Schemas } from './client';

export const changePosition = (id: string, body: Schemas['PositionChange']) =>
  answer(client.PUT('/organisation/positions/{id}', { params: { path: { id } }, body }));
