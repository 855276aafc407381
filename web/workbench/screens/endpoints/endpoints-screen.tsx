import { useParams } from 'wouter';
import { DeliveryRecord } from './delivery-record.tsx';
import { EndpointList } from './endpoint-list.tsx';
import { EndpointRecord } from './endpoint-record.tsx';
import './endpoints.css';

/** Where other systems are told, one of these addresses, or one delivery with its attempts. */
export default function EndpointsScreen() {
  const { id, delivery } = useParams<{ id?: string; delivery?: string }>();
  if (id === undefined) {
    return <EndpointList />;
  }
  return delivery === undefined ? (
    <EndpointRecord key={id} endpointId={id} />
  ) : (
    <DeliveryRecord key={delivery} endpointId={id} deliveryId={delivery} />
  );
}
