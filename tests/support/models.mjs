// Small models for tests.
export const process = ({ id = 'charging', name = 'Charging', inside, executable = true, tag = '' } = {}) => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="${id}" name="${name}" isExecutable="${executable}">
    ${tag && `<bpmn:extensionElements><zeebe:versionTag value="${tag}"/></bpmn:extensionElements>`}
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="charge"/>
    ${
      inside ??
      `<bpmn:serviceTask id="charge">
      <bpmn:extensionElements><zeebe:taskDefinition type="charge"/></bpmn:extensionElements>
    </bpmn:serviceTask>`
    }
    <bpmn:sequenceFlow id="b" sourceRef="charge" targetRef="end"/>
    <bpmn:endEvent id="end"/>
  </bpmn:process>
</bpmn:definitions>`;

// Which discount a customer gets, asking which kind of customer it is.
export const discount = ({ id = 'discounts', rate = '0.1' } = {}) => `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="Discounts" namespace="t">
  <inputData id="amount_data" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="kind" name="Customer kind">
    <variable name="Customer kind" typeRef="string"/>
    <informationRequirement><requiredInput href="#amount_data"/></informationRequirement>
    <literalExpression><text>if amount &gt;= 1000 then "large" else "small"</text></literalExpression>
  </decision>
  <decision id="discount" name="Discount">
    <variable name="Discount" typeRef="number"/>
    <informationRequirement><requiredInput href="#amount_data"/></informationRequirement>
    <informationRequirement><requiredDecision href="#kind"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input id="in_kind" label="kind of customer"><inputExpression typeRef="string"><text>Customer kind</text></inputExpression></input>
      <input id="in_amount"><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
      <output id="out" name="rate" typeRef="number"/>
      <rule id="r_large"><inputEntry><text>"large"</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>${rate}</text></outputEntry></rule>
      <rule id="r_small"><inputEntry><text>"small"</text></inputEntry><inputEntry><text>&gt; 0</text></inputEntry>
        <outputEntry><text>0</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

export const form = (id = 'address') => JSON.stringify({ id, type: 'default', components: [] });

// A card is charged, large orders wait for their payment.
export const order = () => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:message id="paid" name="paid">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=orderId"/></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:error id="card" errorCode="E_CARD"/>
  <bpmn:process id="order" name="Order" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="to_charge" sourceRef="start" targetRef="charge"/>
    <bpmn:serviceTask id="charge" name="Charge the card">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="charge"/>
        <zeebe:ioMapping><zeebe:input source="=amount" target="total"/></zeebe:ioMapping>
        <zeebe:taskHeaders><zeebe:header key="method" value="card"/></zeebe:taskHeaders>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:boundaryEvent id="refused" attachedToRef="charge">
      <bpmn:errorEventDefinition errorRef="card"/>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="to_refused" sourceRef="refused" targetRef="not_charged"/>
    <bpmn:endEvent id="not_charged"/>
    <bpmn:sequenceFlow id="to_small" sourceRef="charge" targetRef="size"/>
    <bpmn:exclusiveGateway id="size" default="to_end"/>
    <bpmn:sequenceFlow id="to_wait" sourceRef="size" targetRef="wait">
      <bpmn:conditionExpression>=amount &gt; 100</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="to_end" sourceRef="size" targetRef="end"/>
    <bpmn:intermediateCatchEvent id="wait">
      <bpmn:messageEventDefinition messageRef="paid"/>
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="to_end_paid" sourceRef="wait" targetRef="end"/>
    <bpmn:endEvent id="end"/>
  </bpmn:process>
</bpmn:definitions>`;

// The order of a shop: as above, and a person approves what was paid.
export const shop = () =>
  order()
    .replaceAll('"order"', '"shop"')
    .replace('name="Order"', 'name="Shop"')
    .replace('sourceRef="wait" targetRef="end"/>', 'sourceRef="wait" targetRef="approve"/>')
    .replace('<bpmn:endEvent id="end"/>', `<bpmn:userTask id="approve" name="Approve">
      <bpmn:extensionElements>
        <zeebe:userTask/>
        <zeebe:formDefinition formId="address"/>
        <zeebe:assignmentDefinition candidateGroups="sales"/>
        <zeebe:priorityDefinition priority="70"/>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="approve">
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="to_late" sourceRef="late" targetRef="not_approved"/>
    <bpmn:endEvent id="not_approved"/>
    <bpmn:sequenceFlow id="to_end_approved" sourceRef="approve" targetRef="end"/>
    <bpmn:endEvent id="end"/>`);

// A business rule task asks the decision `discount`.
export const rated = () => `<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="rated" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="to_rate" sourceRef="start" targetRef="rate"/>
    <bpmn:businessRuleTask id="rate">
      <bpmn:extensionElements><zeebe:calledDecision decisionId="discount" resultVariable="rate"/></bpmn:extensionElements>
    </bpmn:businessRuleTask>
    <bpmn:sequenceFlow id="to_end" sourceRef="rate" targetRef="end"/>
    <bpmn:endEvent id="end"/>
  </bpmn:process>
</bpmn:definitions>`;
