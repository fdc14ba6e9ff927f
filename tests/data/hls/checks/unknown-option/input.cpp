void f(int a[4])
{
#pragma HLS aggregate variable=a banana=1
#pragma HLS alias ports=a offset=1 banana=1
#pragma HLS allocation instances=a limit=1 banana=1
#pragma HLS array_partition variable=a banana=1
#pragma HLS array_reshape variable=a banana=1
#pragma HLS array_stencil variable=a banana=1
#pragma HLS bind_op variable=a op=mul banana=1
#pragma HLS bind_storage variable=a type=fifo banana=1
#pragma HLS dataflow banana=1
#pragma HLS data_pack variable=a banana=1
#pragma HLS dependence banana=1
#pragma HLS disaggregate variable=a banana=1
#pragma HLS expression_balance banana=1
#pragma HLS function_instantiate variable=a banana=1
#pragma HLS inline banana=1
#pragma HLS interface port=a banana=1
#pragma HLS latency min=1 banana=1
#pragma HLS loop_flatten banana=1
#pragma HLS loop_merge banana=1
#pragma HLS loop_tripcount max=1 banana=1
#pragma HLS occurrence banana=1
#pragma HLS performance target_ti=1 banana=1
#pragma HLS pipeline banana=1
#pragma HLS protocol banana=1
#pragma HLS reset variable=a banana=1
#pragma HLS resource variable=a core=a banana=1
#pragma HLS shared variable=a banana=1
#pragma HLS stable variable=a banana=1
#pragma HLS stable_content variable=a banana=1
#pragma HLS stream variable=a banana=1
#pragma HLS top banana=1
#pragma HLS unroll banana=1
#pragma HLS pipeline rewnd
#pragma HLS PIPELINE REWID
#pragma HLS array_partition variable=a compleet
#pragma HLS unroll faktor=2
#pragma HLS interface m_axi prot=a
#pragma HLS cache port=a banana=1
}
