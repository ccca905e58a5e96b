package io.incidentledger.command;

import io.incidentledger.command.access.AccessConfiguration;
import io.incidentledger.command.access.FirstToken;
import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.command.access.TokenView;
import io.incidentledger.command.communicate.RemindOfUpdate;
import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.EventBytes;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.LineFiles;
import io.incidentledger.command.edge.OrderReader;
import io.incidentledger.command.edge.OrganisationDesk;
import io.incidentledger.command.edge.ProblemValve;
import io.incidentledger.command.edge.UnknownHandles;
import io.incidentledger.command.evidence.EvidenceRoom;
import io.incidentledger.command.evidence.UploadReader;
import io.incidentledger.command.forward.ForwardConfiguration;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.remind.WhenAnUpdateIsOverdueThenRemindTheLead;
import io.incidentledger.command.remind.WhileWriting;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.Handle;
import io.incidentledger.eventstore.AppendGuard;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.evidence.EvidenceStore;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.DirectoryWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.core.StandardHost;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/**
 * The command service as a part of an application: import it, and set {@code ledger.command.log}.
 * Everything about Axon is wired here and in {@link Decisions}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
@Import({AccessConfiguration.class, ForwardConfiguration.class})
@ComponentScan(
        useDefaultFilters = false,
        // Beside another service's classes of the same simple name.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        includeFilters = @ComponentScan.Filter({RestController.class, RestControllerAdvice.class}))
public class CommandServiceConfiguration {
    private static final int PARTS_IN_MEMORY = 8 << 10;
    private static final int READ_AT_ONCE = 1_000;

    @Bean
    Clock commandClock() {
        return Clock.systemUTC();
    }

    @Bean
    EventCodec commandEventCodec() {
        return new EventCodec();
    }

    /**
     * Opened before anything that needs it: a ledger that cannot be reached fails the start. The
     * host may have a bean that refuses appends, and one that is told of the progress beside the
     * log file.
     */
    @Bean(destroyMethod = "close")
    KafkaEventStore commandEventStore(
            CommandSettings settings,
            MeterRegistry meters,
            ObjectProvider<AppendGuard> guard,
            ObjectProvider<Progress> progress) {
        CommandSettings.Log log = settings.log();
        return KafkaEventStore.open(
                EventStoreSettings.builder(
                                log.bootstrapServers(), log.topic(), log.indexDirectory())
                        .subjectTag("incident")
                        .source("urn:incident-ledger:" + log.topic())
                        .replicationFactor(log.replicationFactor())
                        .minInsyncReplicas(log.minInsyncReplicas())
                        .guard(guard.getIfUnique(() -> AppendGuard.NONE))
                        .meter(new LogMeters(meters))
                        .advertisedAddress(
                                settings.address() == null ? null : settings.address().toString())
                        .sessionTimeout(log.sessionTimeout())
                        .openTimeout(log.openTimeout())
                        .appendTimeout(log.appendTimeout())
                        .transactionTimeout(log.transactionTimeout())
                        .checkInterval(log.checkInterval())
                        .compression(log.compression())
                        .clientProperties(log.clientProperties())
                        .build(),
                new LogProgress(log.topic(), progress.getIfUnique(() -> Progress.NONE)));
    }

    @Bean
    MeterBinder commandLogMeters(KafkaEventStore commandEventStore) {
        return registry -> LogMeters.watch(commandEventStore, registry);
    }

    @Bean
    Supplier<Circumstances> commandCircumstances(CommandSettings settings, Clock commandClock) {
        DueDatePolicy policy = settings.dueDates().policy();
        UpdateCadence cadence = settings.updates().cadence();
        return () ->
                new Circumstances(
                        commandClock.instant().truncatedTo(ChronoUnit.MICROS),
                        settings.clockSkew(),
                        policy,
                        cadence);
    }

    @Bean
    AxonConfiguration commandAxon(
            KafkaEventStore commandEventStore,
            EventCodec commandEventCodec,
            Supplier<Circumstances> commandCircumstances) {
        return Decisions.configurer(
                        commandEventCodec, commandCircumstances, commandEventStore::lastPosition)
                .registerEventStorageEngine(
                        configuration ->
                                commandEventStore.storageEngine(new EventBytes(commandEventCodec)))
                .build();
    }

    @Bean
    OrderDesk orderDesk(
            KafkaEventStore commandEventStore,
            EventCodec commandEventCodec,
            AxonConfiguration commandAxon,
            CommandSettings settings) {
        return new OrderDesk(
                commandEventStore,
                commandEventCodec,
                commandAxon.getComponent(CommandGateway.class),
                settings.patience());
    }

    @Bean
    WhileWriting updateReminders(
            KafkaEventStore commandEventStore,
            EventCodec commandEventCodec,
            OrderDesk orderDesk,
            CommandSettings settings,
            Clock commandClock) {
        return new WhileWriting(
                new WhenAnUpdateIsOverdueThenRemindTheLead(
                        time ->
                                commandEventStore
                                        .storageEngine()
                                        .tokenAt(time, null)
                                        .join()
                                        .position()
                                        .orElse(0),
                        position -> commandEventStore.read(position, READ_AT_ONCE),
                        reminder ->
                                orderDesk.carryOut(
                                        slip(reminder),
                                        Decisions.tag(reminder.incidentId()),
                                        reminder),
                        commandEventCodec,
                        settings.updates().remindWithin()),
                commandEventStore::state,
                commandClock,
                settings.updates().look());
    }

    /** The same reminder is the same order, whichever node gives it. */
    private static OrderDesk.Slip slip(RemindOfUpdate reminder) {
        String key =
                "remind-of-update/"
                        + reminder.incidentId()
                        + "/"
                        + reminder.audience()
                        + "/"
                        + reminder.due();
        return new OrderDesk.Slip(
                "@ledger",
                "reminders",
                key,
                true,
                HashChain.sha256(key.getBytes(StandardCharsets.UTF_8)),
                null);
    }

    @Bean
    Directory commandDirectory(KafkaEventStore commandEventStore, EventCodec commandEventCodec) {
        return new Directory(commandEventStore, commandEventCodec);
    }

    @Bean
    IncidentDesk incidentDesk(
            OrderDesk orderDesk,
            KafkaEventStore commandEventStore,
            EventCodec commandEventCodec,
            Directory commandDirectory) {
        return new IncidentDesk(orderDesk, commandEventStore, commandEventCodec, commandDirectory);
    }

    /** Files are as lasting as the log: a store that cannot be reached fails the start. */
    @Bean
    CommandEvidence commandEvidence(CommandSettings settings) throws IOException {
        return new CommandEvidence(settings.evidence().store());
    }

    /** The store, or null where no files are taken. */
    record CommandEvidence(@Nullable EvidenceStore store) {}

    @Bean
    EvidenceRoom evidenceRoom(
            CommandEvidence commandEvidence, Directory commandDirectory, CommandSettings settings) {
        return new EvidenceRoom(commandEvidence.store(), commandDirectory, settings.patience());
    }

    /** The container writes parts to its temporary files as they come, and keeps the limit. */
    @Bean
    MultipartConfigElement commandMultipart(CommandSettings settings) {
        long most = settings.evidence().maxFile().toBytes() + settings.maxOrder().toBytes();
        return new MultipartConfigElement(null, -1, most, PARTS_IN_MEMORY);
    }

    /** Parts are read by who asks for them, and by nobody else before. */
    @Bean
    MultipartResolver multipartResolver() {
        var resolver = new StandardServletMultipartResolver();
        resolver.setResolveLazily(true);
        return resolver;
    }

    /** Nobody waits for it: an incident is recorded whatever becomes of the directory. */
    @Bean(destroyMethod = "close")
    DirectoryWriter commandPeople(CommandSettings settings, KafkaEventStore commandEventStore) {
        CommandSettings.Log log = settings.log();
        return DirectoryWriter.open(
                new DirectorySettings(
                        log.bootstrapServers(),
                        log.topic(),
                        log.replicationFactor(),
                        log.minInsyncReplicas(),
                        log.clientProperties()),
                () -> commandEventStore.state() instanceof StoreState.Serving);
    }

    @Bean
    OrganisationDesk organisationDesk(
            OrderDesk orderDesk, KafkaEventStore commandEventStore, Directory commandDirectory) {
        return new OrganisationDesk(orderDesk, commandEventStore, commandDirectory);
    }

    @Bean
    WebMvcConfigurer commandWebMvc(
            CommandSettings settings,
            TokenView commandTokenView,
            CommandEvidence commandEvidence,
            DirectoryWriter commandPeople,
            KafkaEventStore commandEventStore) {
        var unknownHandles = new UnknownHandles(commandPeople, settings.unknownHandles());
        var reader =
                new OrderReader(
                        commandTokenView,
                        unknownHandles,
                        Math.toIntExact(settings.maxOrder().toBytes()),
                        Math.toIntExact(settings.maxReading().toBytes()),
                        settings.patience(),
                        new LineFiles(
                                Path.of(System.getProperty("java.io.tmpdir")),
                                settings.maxImport().toBytes(),
                                settings.patience()),
                        commandEventStore::requireServing);
        var uploads =
                new UploadReader(
                        reader,
                        commandEvidence.store(),
                        settings.evidence(),
                        Math.toIntExact(settings.maxOrder().toBytes()),
                        settings.patience());
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(reader);
                resolvers.add(uploads);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(unknownHandles);
            }

            /** Who asks for what is not there makes no mistake of ours: not worth a warning. */
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                for (HandlerExceptionResolver resolver : resolvers) {
                    if (resolver instanceof DefaultHandlerExceptionResolver fallback) {
                        fallback.setWarnLogCategory("");
                    }
                }
            }
        };
    }

    /** The host leaves Boot's error page out, which would come before it. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> commandUnanswered() {
        return factory ->
                factory.addContextCustomizers(
                        context -> {
                            if (context.getParent() instanceof StandardHost host) {
                                host.setErrorReportValveClass(ProblemValve.class.getName());
                            }
                        });
    }

    @Bean
    CommandLog commandLog(
            AxonConfiguration commandAxon,
            KafkaEventStore commandEventStore,
            OrderDesk orderDesk,
            TokenView commandTokenView,
            CommandSettings settings,
            Clock commandClock,
            ApplicationEventPublisher events) {
        Path file = settings.firstTokenFile();
        Supplier<Optional<FirstTokenIssued>> firstToken =
                file == null
                        ? Optional::empty
                        : new FirstToken(
                                        orderDesk,
                                        commandTokenView,
                                        () ->
                                                Decisions.access(commandAxon)
                                                        .hasAdmin(commandClock.instant(), null),
                                        file,
                                        new Handle(settings.firstTokenHandle()))
                                ::issueIfNobodyIsLetIn;
        return new CommandLog(
                commandAxon,
                commandEventStore::state,
                firstToken,
                events::publishEvent,
                commandEventStore::close);
    }

    @Bean
    CommandLogHealthIndicator commandLogHealthIndicator(KafkaEventStore commandEventStore) {
        return new CommandLogHealthIndicator(commandEventStore);
    }
}
