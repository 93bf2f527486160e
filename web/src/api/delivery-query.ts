import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

// How notices leave the program.
export const deliveryQuery = () => queryOptions({ queryKey: ['delivery'], queryFn: () => answer(client.GET('/delivery')) });
