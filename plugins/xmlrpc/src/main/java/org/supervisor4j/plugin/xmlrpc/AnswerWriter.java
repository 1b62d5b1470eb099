package org.supervisor4j.plugin.xmlrpc;

import java.util.Map;
import java.util.TreeMap;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.serializer.XmlRpcWriter;
import org.supervisor4j.api.rpc.RpcFault;
import org.xml.sax.SAXException;

/** Writes answers with Apache XML-RPC's writer, byte for byte as supervisord does. Any thread may use it. */
final class AnswerWriter {

    private final XmlRpcHttpRequestConfigImpl config = new XmlRpcHttpRequestConfigImpl(); // extensions are off in it
    private final TypeFactory types = new WireTypes();

    /**
     * @param result what {@link AnswerSize#of} accepted
     * @param share takes what is written
     * @throws AnswerMemory.Exhausted if there is not so much
     */
    Body result(Object result, AnswerMemory.Share share) {
        AnswerHandler handler = new AnswerHandler(new Body(share));
        try {
            new XmlRpcWriter(config, handler, types).write(config, result);
        } catch (SAXException e) {
            throw new IllegalStateException("an answer that was accepted cannot be written", e);
        }
        return handler.body();
    }

    Body fault(RpcFault fault, AnswerMemory.Share share) {
        AnswerHandler handler = new AnswerHandler(new Body(share));
        try {
            new SortedFaultWriter(handler).write(config, fault.code(), fault.getMessage());
        } catch (SAXException e) {
            throw new IllegalStateException("a fault cannot be written", e);
        }
        return handler.body();
    }

    /** Apache's writer hands over the members of a fault in the order of a hash table; clients see the code first. */
    private final class SortedFaultWriter extends XmlRpcWriter {

        SortedFaultWriter(AnswerHandler handler) {
            super(config, handler, types);
        }

        @Override
        protected void writeValue(Object fault) throws SAXException {
            super.writeValue(new TreeMap<Object, Object>((Map<?, ?>) fault));
        }
    }
}
